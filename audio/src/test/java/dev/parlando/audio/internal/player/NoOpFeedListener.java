package dev.parlando.audio.internal.player;

import dev.parlando.transcript.SpeechTiming;

/** A listener that wants all audio of a feed and ignores all events. */
class NoOpFeedListener implements PcmFeed.Listener {
    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public boolean mayBeSilent() {
        return false;
    }

    @Override
    public void onFirstPcm() {}

    @Override
    public void onDataAvailable() {}

    @Override
    public void onTiming(SpeechTiming timing) {}

    @Override
    public void onInputEnded() {}

    @Override
    public void onCancelled() {}
}
