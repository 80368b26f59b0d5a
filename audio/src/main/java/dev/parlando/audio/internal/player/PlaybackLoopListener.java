package dev.parlando.audio.internal.player;

/** A listener for the events of the playback loop. Called on the playback thread; implementations must be quick. */
interface PlaybackLoopListener {
    /** Called when an utterance has started or ended. */
    void onQueueAdvanced();

    /** Called when an utterance resumes after an underrun. */
    void onUnderrun(Utterance utterance, double gapMillis);

    /** Called when the device was lost. */
    void onDeviceLost(String device, String reason);

    /** Called when playback resumes after a device loss. */
    void onDeviceRecovered(String device, double gapMillis);

    /** Called when the recovery from a device loss was given up. */
    void onRecoveryFailed();
}
