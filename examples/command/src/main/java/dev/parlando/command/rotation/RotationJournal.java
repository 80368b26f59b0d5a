package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** A durable record of the progress of a rotation, from which an interrupted rotation resumes. */
public interface RotationJournal {
    /** Returns the last record written, or null if no rotation is in progress. */
    @Nullable
    RotationRecord last();

    /** Writes the progress of the rotation. The record is durable when this method returns. */
    void write(RotationRecord entry);
}
