package dev.parlando.offline.generation;

/** The assignment of character times to the audio messages of a generation. */
public enum AlignmentMode {
    /** No times. */
    NONE,
    /** All times in the first message. */
    WHOLE,
    /** The times of each message's own characters, relative to the generation. */
    PER_MESSAGE,
    /** The times of each message's own characters, relative to its first sample. */
    RELATIVE,
    /** As Flash v2.5 does at times: the second message starts again with the first character of the text as sent. */
    OVERLAPPING
}
