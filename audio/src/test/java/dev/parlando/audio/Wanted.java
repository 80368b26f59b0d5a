package dev.parlando.audio;

/** Wants everything that a feed decodes, and wakes nobody. */
class Wanted implements PcmFeed.Listener {
    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public void onFirstPcm() {}

    @Override
    public void onMore() {}

    @Override
    public void onCancelled() {}
}
