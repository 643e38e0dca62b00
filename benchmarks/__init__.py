"""Generated forms, and what pfglint costs on them. Nothing here is part of the package."""
