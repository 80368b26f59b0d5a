package dev.parlando.offline.generation;

import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.TextSamples;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of the messages of one generation. The whole generation is synthesised before the first message, which may
 * have to carry all its times.
 *
 * <p>Threading: as for every {@link SocketSource}.
 */
public final class GenerationSource implements SocketSource {
    private static final int SYNTHESIS_STEPS = 10;
    private static final int MILLIS = 1000;

    private final TextSamples text;
    private final AlignmentRecorder recorder;
    private final ContextAudio audio;
    private final AlignmentMode mode;
    private final int rateHz;
    private final List<short[]> synthesized = new ArrayList<>();
    private ShortBuffer samples = ShortBuffer.allocate(0);
    private @Nullable CharacterTimes sent;
    private @Nullable CharacterTimes spoken;
    private int messages;

    /**
     * Creates the source of a text.
     *
     * @param written the text, which is not blank
     */
    public GenerationSource(
            String written,
            OfflineVoice voice,
            double speed,
            OfflineFormats formats,
            OutputFormat format,
            ContextAudio audio,
            AlignmentMode mode) {
        String sentText = written.strip() + " ";
        recorder = new AlignmentRecorder(sentText);
        text = new TextSamples(
                SpeakableText.sentences(sentText), voice, speed, formats.filter(voice, format), recorder::add);
        rateHz = format.sampleRateHz();
        this.audio = audio;
        this.mode = mode;
    }

    @Override
    public @Nullable SocketChunk next(FreeTtsSynthesizer synthesizer) {
        if (!text.isFinished()) {
            synthesize(synthesizer);
            return SocketChunk.PENDING;
        }
        return samples.hasRemaining() ? nextMessage() : null;
    }

    private void synthesize(FreeTtsSynthesizer synthesizer) {
        for (int i = 0; i < SYNTHESIS_STEPS && !text.isFinished(); i++) {
            text.next(synthesizer);
            synthesized.add(text.samples());
        }
        if (text.isFinished()) {
            samples = ShortBuffer.allocate(
                    synthesized.stream().mapToInt(each -> each.length).sum());
            synthesized.forEach(samples::put);
            samples.flip();
            long totalMillis = millisAt(samples.limit());
            SpeechTiming timing = recorder.drainUntil(Double.POSITIVE_INFINITY);
            CharacterTimes asSent = CharacterTimes.sent(timing.alignment(), totalMillis);
            sent = asSent;
            spoken = CharacterTimes.spoken(timing.normalizedAlignment(), asSent, totalMillis);
        }
    }

    /** Returns the next message. An encoder that looks ahead can return no bytes, and then the next samples are added. */
    private @Nullable SocketChunk nextMessage() {
        int from = samples.position();
        byte[] encoded = {};
        while (encoded.length == 0 && samples.hasRemaining()) {
            short[] piece = new short[Math.min(samples.remaining(), messageSamples())];
            samples.get(piece);
            encoded = audio.encode(piece);
        }
        boolean last = !samples.hasRemaining();
        long fromMillis = millisAt(from);
        long toMillis = last ? Long.MAX_VALUE : millisAt(samples.position());
        messages++;
        return new SocketChunk(
                encoded,
                timesOf(sent, fromMillis, toMillis, false),
                timesOf(spoken, fromMillis, toMillis, true),
                samples.position() / (double) rateHz);
    }

    /** A message has up to a second of audio. Overlapping passes need two messages for any generation. */
    private int messageSamples() {
        return mode == AlignmentMode.OVERLAPPING && messages == 0 ? Math.max(1, samples.limit() / 2) : rateHz;
    }

    private @Nullable CharacterTimes timesOf(
            @Nullable CharacterTimes all, long fromMillis, long toMillis, boolean normalized) {
        if (all == null) {
            return null;
        }
        CharacterTimes own = all.between(fromMillis, toMillis);
        return switch (mode) {
            case NONE -> null;
            case WHOLE -> messages == 1 ? all : null;
            case PER_MESSAGE -> own.isEmpty() ? null : own;
            case RELATIVE -> normalized || own.isEmpty() ? null : own.relativeTo(fromMillis);
            case OVERLAPPING -> overlapping(all, own, normalized);
        };
    }

    private @Nullable CharacterTimes overlapping(CharacterTimes all, CharacterTimes own, boolean normalized) {
        if (messages == 1) {
            return own;
        }
        if (messages > 2) {
            return null;
        }
        return normalized
                ? all.between(millisAt(samples.limit() / 2), Long.MAX_VALUE).afterBlank()
                : all;
    }

    private long millisAt(int sample) {
        return Math.round(sample * (double) MILLIS / rateHz);
    }
}
