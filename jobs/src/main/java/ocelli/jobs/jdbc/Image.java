package ocelli.jobs.jdbc;

import ocelli.jobs.core.FileType;

/** An image with what it is. */
public record Image(FileType type, byte[] content) {}
