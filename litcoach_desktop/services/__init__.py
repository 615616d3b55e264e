"""The five services: gateway, agent, content, assessment, teacher. They do not know each other."""
