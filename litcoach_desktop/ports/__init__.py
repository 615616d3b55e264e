"""What the services need of the outside world, as small Protocols; `engines` and the test fakes implement them."""
