package dev.parlando.audio.internal.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;

/**
 * A sink on a device that plays later than its driver reports, such as a Bluetooth headset. Its position is that of the
 * device some time ago. Samples that the device has accepted cannot be recalled, so a discard counts them as played.
 *
 * <p>Threading: as for {@link AudioSink}. Cost: no allocation per call.
 */
public final class LatencySink extends ForwardingSink {
    private final int latencyMillis;
    private PositionHistory history;
    private PcmFormat format = new PcmFormat(1000, 1);
    private long writtenAudioFrames;
    /** The position reported last, which does not decrease if the device turns out to be later than expected. */
    private long reportedAudioFrames;

    /** Creates a sink whose device plays {@code latencyMillis} later than reported. */
    public LatencySink(AudioSink sink, int latencyMillis) {
        super(sink);
        this.latencyMillis = latencyMillis;
        history = new PositionHistory(format, latencyMillis);
    }

    @Override
    public PcmFormat open(PcmFormat wanted) {
        format = super.open(wanted);
        history = new PositionHistory(format, latencyMillis);
        restartAt(0);
        return format;
    }

    private void restartAt(long position) {
        history.clear();
        history.add(clock().nanoTime(), position);
        writtenAudioFrames = position;
        reportedAudioFrames = position;
    }

    @Override
    public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
        long nanos = clock().nanoTime();
        long position = super.positionAudioFrames();
        int accepted = super.write(samples, offsetAudioFrames, audioFrames);
        if (accepted > 0 && position >= writtenAudioFrames) {
            history.add(nanos, position); // Playback starts again.
        }
        writtenAudioFrames += accepted;
        return accepted;
    }

    @Override
    public void discard() {
        super.discard();
        restartAt(super.positionAudioFrames());
    }

    @Override
    public long positionAudioFrames() {
        if (!isPaced()) {
            return super.positionAudioFrames();
        }
        long nanos = clock().nanoTime();
        history.addIfDue(nanos, super.positionAudioFrames());
        reportedAudioFrames = Math.max(reportedAudioFrames, history.delayedAt(nanos));
        return reportedAudioFrames;
    }

    @Override
    public int bufferAudioFrames() {
        return isPaced() ? super.bufferAudioFrames() + format.audioFrames(latencyMillis) : Integer.MAX_VALUE;
    }

    /** Returns whether the sink plays in real time. One that stores all samples has no latency. */
    private boolean isPaced() {
        return super.bufferAudioFrames() != Integer.MAX_VALUE;
    }

    /** Returns also the samples that the device has taken and that are not heard yet. */
    @Override
    public int leadAudioFrames() {
        return super.leadAudioFrames() + (int) Math.max(0, super.positionAudioFrames() - positionAudioFrames());
    }
}
