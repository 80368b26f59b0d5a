package dev.parlando.audio.internal.player;

/** Is told what happens on stage; called on the play thread, and must be quick. */
interface PlaybackLoopListener {
    /** Is told that utterances came on stage or left it. */
    void onQueueAdvanced();

    /** Is told that an utterance which had run dry goes on. */
    void onUnderrun(Utterance utterance, double gapMillis);

    /** Is told that the device was lost. */
    void onDeviceLost(String device, String reason);

    /** Is told that the sound goes on after a loss. */
    void onDeviceRecovered(String device, double gapMillis);

    /** Is told that no device was found after a loss. */
    void onRecoveryFailed();
}
