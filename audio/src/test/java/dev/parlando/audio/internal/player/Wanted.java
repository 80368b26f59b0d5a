package dev.parlando.audio.internal.player;

import dev.parlando.transcript.SpeechTiming;

/** Wants everything that a feed decodes, and wakes nobody. */
public class Wanted implements PcmFeed.Listener {
    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public void onFirstPcm() {}

    @Override
    public void onMore() {}

    @Override
    public void onTiming(SpeechTiming timing) {}

    @Override
    public void onOver() {}

    @Override
    public void onCancelled() {}
}
