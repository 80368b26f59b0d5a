package dev.parlando.command.rotation;

/** Is where those who use a key read it. */
public interface KeyLocation {
    /** Returns what stands there now. */
    KeyFileText read();

    /**
     * Replaces what stands there in one step; whoever reads sees all of the old or all of the new.
     *
     * @throws RotationException if that failed, and then the old is still there
     */
    void write(KeyFileText text);

    /** Returns what a person calls it. */
    String name();
}
