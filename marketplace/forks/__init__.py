"""Oscar's apps, bent thin: columns and classes that Oscar itself must know."""
