"""Other people's libraries on our sentences, in an environment of their own."""
