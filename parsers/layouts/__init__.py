"""One short module per text layout, each giving the one neutral Grid."""
