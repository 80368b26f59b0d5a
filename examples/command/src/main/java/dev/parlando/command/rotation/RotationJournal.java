package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** Remembers how far a rotation is, whatever happens to the process. */
public interface RotationJournal {
    /** Returns what was written last; null if no rotation is under way. */
    @Nullable
    RotationRecord last();

    /** Writes how far the rotation is; on return it is on the disk. */
    void write(RotationRecord entry);
}
