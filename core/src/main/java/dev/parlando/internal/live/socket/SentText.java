package dev.parlando.internal.live.socket;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.TextSegment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sent segments of a live text with their audio: the length of audio that is not heard yet, and the segments whose
 * audio has not arrived.
 *
 * <p>Threading: owned by the event loop.
 */
final class SentText {
    /** Estimate of the length of a character whose audio has not arrived: 15 of them per second. */
    static final double CHARACTER_MILLIS = 65;
    /** Audio that the service holds back at the end of a generation. */
    private static final double HELD_BACK_MILLIS = 60;

    private static final double MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A segment, with the time at which its audio ends; NaN while unknown. */
    private static final class Sent {
        final TextSegment segment;
        final long endChars;
        double endMillis = Double.NaN;

        Sent(TextSegment segment, long endChars) {
            this.segment = segment;
            this.endChars = endChars;
        }
    }

    private final SpokenTimeline timeline = new SpokenTimeline();
    private final ArrayDeque<Sent> expected = new ArrayDeque<>();
    private final double bytesPerMilli;
    private final boolean timesOfChunks;
    private final @Nullable String modelId;
    private long sentChars;
    private long receivedBytes;
    private long lastSentNanos;

    /**
     * Creates the state before the first text.
     *
     * @param timesOfChunks whether times count from the audio of the same message, rather than from a generation
     */
    SentText(SpeechRequest template, boolean timesOfChunks) {
        this.timesOfChunks = timesOfChunks;
        OutputFormat format = template.outputFormat();
        modelId = template.modelId();
        double perSecond = format.bytesPerSecond() > 0 ? format.bytesPerSecond() : format.bitrateKbps() * 125.0;
        bytesPerMilli = perSecond / MILLIS_PER_SECOND;
    }

    /** Returns the model, which limits generations; null for the default of the service. */
    @Nullable
    String modelId() {
        return modelId;
    }

    /** Adds a segment that is being sent. */
    void add(TextSegment segment, long nowNanos) {
        lastSentNanos = nowNanos;
        sentChars += segment.spoken().length();
        timeline.addText(segment.spoken());
        expected.add(new Sent(segment, sentChars));
    }

    /** Adds times of the service, before the audio of their message, and returns them on the timeline of the stream. */
    SpeechTiming onTimes(SpeechTiming relative) {
        if (timesOfChunks && bytesPerMilli > 0) {
            timeline.moveTo(millis(receivedBytes));
        }
        SpeechTiming absolute = timeline.add(relative);
        for (Sent sent : expected) {
            if (Double.isNaN(sent.endMillis) && sent.endChars <= timeline.alignedChars()) {
                sent.endMillis = timeline.endMillis();
            }
        }
        return absolute;
    }

    /** Adds audio. */
    void onAudio(int bytes) {
        receivedBytes += bytes;
        while (!expected.isEmpty() && hasArrived(expected.peek())) {
            expected.poll();
        }
    }

    private boolean hasArrived(Sent sent) {
        return !Double.isNaN(sent.endMillis) && sent.endMillis <= millis(receivedBytes) + HELD_BACK_MILLIS;
    }

    private double millis(long bytes) {
        return bytesPerMilli == 0 ? timeline.endMillis() : bytes / bytesPerMilli;
    }

    /** Returns the length of the audio that has arrived, as far as the bytes of the format have a length. */
    double receivedMillis() {
        return millis(receivedBytes);
    }

    /**
     * Returns the length of sent text that is not heard. The length of audio that has not arrived is an estimate. It falls
     * as time passes, so that neither a wrong estimate nor audio that the service holds back ever stops the text.
     */
    double unheardMillis(long consumedBytes, long nowNanos) {
        double arrived = millis(receivedBytes);
        double awaited = awaitedMillis(arrived) - (nowNanos - lastSentNanos) / NANOS_PER_MILLI;
        return arrived - heardMillis(consumedBytes, arrived) + Math.max(0, awaited);
    }

    /** Returns the length of audio that has not arrived, by the times of the service and an estimate for the other text. */
    private double awaitedMillis(double arrivedMillis) {
        long aligned = timeline.alignedChars();
        return aligned > 0
                ? Math.max(0, timeline.endMillis() - arrivedMillis) + (sentChars - aligned) * CHARACTER_MILLIS
                : sentChars * CHARACTER_MILLIS - arrivedMillis;
    }

    private double heardMillis(long consumedBytes, double arrivedMillis) {
        if (bytesPerMilli > 0) {
            return consumedBytes / bytesPerMilli;
        }
        return receivedBytes == 0 ? 0 : arrivedMillis * consumedBytes / receivedBytes;
    }

    /** Removes and returns the segments whose audio has not arrived completely, and starts again before them. */
    List<TextSegment> takeUnheard() {
        List<TextSegment> segments = expected.stream().map(sent -> sent.segment).toList();
        for (TextSegment segment : segments) {
            sentChars -= segment.spoken().length();
        }
        expected.clear();
        timeline.restart(sentChars, millis(receivedBytes));
        return segments;
    }
}
