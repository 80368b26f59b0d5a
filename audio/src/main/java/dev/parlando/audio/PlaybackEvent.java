package dev.parlando.audio;

/** Names what happens to an utterance; {@link PlaybackState#after} says what follows from it. */
enum PlaybackEvent {
    /** All that was to be heard before it has been taken by the sink. */
    TURN,
    /** There is enough sound to begin, or to go on, with. */
    READY,
    /** All that was there has been heard, and more is to come. */
    RAN_DRY,
    /** Its user wants it to pause. */
    PAUSE,
    /** Its user wants it held. */
    HOLD,
    /** Its user wants it to go on, or the time of its hold is over. */
    RESUME,
    /** Its user wants it to end. */
    STOP,
    /** The fade after a stop has been heard. */
    SILENT,
    /** Its last sample has been heard. */
    PLAYED_OUT,
    /** Its stream, its decoder or the sink failed, or the player was closed. */
    FAIL
}
