"""Pictures of the window, drawn off the screen: `litcoach demo --screenshots`."""
