package dev.parlando.command.rotation;

/** The storage from which the users of a key read it. */
public interface KeyLocation {
    /** Returns the current text. */
    KeyFileText read();

    /**
     * Replaces the text atomically. A concurrent reader sees either the old or the new text in full.
     *
     * @throws RotationException if the replacement failed, in which case the old text is unchanged
     */
    void write(KeyFileText text);

    /** Returns the name to show to the user. */
    String name();
}
