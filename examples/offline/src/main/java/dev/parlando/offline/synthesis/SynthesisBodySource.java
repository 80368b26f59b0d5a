package dev.parlando.offline.synthesis;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.audio.resample.Resampler;
import dev.parlando.offline.encode.AudioEncoder;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks a text: sentence by sentence through the synthesiser, and tenth by tenth of a second through resampler and
 * encoder.
 *
 * <p>It holds one sentence of samples at most. Threading: as for every {@link BodySource}; the fields belong to the
 * step that is running.
 */
public final class SynthesisBodySource implements BodySource {
    private static final int STEPS_PER_SECOND = 10;
    private static final int SILENCE_MILLIS = 200;

    /** Hears of each sentence when it has been spoken, before any of it is handed out. */
    public interface Listener {
        Listener NONE = (sentence, tokens, startSeconds, endSeconds) -> {};

        /**
         * Is told of the next sentence.
         *
         * @param sentence what was spoken
         * @param tokens how
         * @param startSeconds when its first sample is heard
         * @param endSeconds when its last one has been heard
         */
        void onSentence(Sentence sentence, List<SpokenToken> tokens, double startSeconds, double endSeconds);
    }

    private final Iterator<Sentence> sentences;
    private final OfflineVoice voice;
    private final double speed;
    private final Resampler resampler;
    private final AudioEncoder encoder;
    private final short[] resampled;
    private final int sourceHz;
    private final Listener listener;
    private short[] sentence = {};
    private int sentenceOffset;
    /** Samples of all sentences before this one. */
    private long precedingSamples;

    private boolean finished;

    /**
     * Prepares to speak.
     *
     * @param sentences what to say, as {@link SpeakableText} cuts it; nothing becomes a short silence
     * @param voice who speaks
     * @param speed 1 for the voice's own pace
     * @param filter from the rate of the voice's recording to that of the format
     * @param format how to encode it
     * @param listener hears of the sentences
     */
    public SynthesisBodySource(
            List<Sentence> sentences,
            OfflineVoice voice,
            double speed,
            PolyphaseFilter filter,
            OutputFormat format,
            Listener listener) {
        this.sentences = (sentences.isEmpty() ? List.of(Sentence.EMPTY) : sentences).iterator();
        this.listener = listener;
        this.voice = voice;
        this.speed = speed;
        sourceHz = filter.inHz();
        resampler = new Resampler(filter);
        encoder = AudioEncoder.of(format);
        resampled = new short[resampler.maxOutput(sourceHz / STEPS_PER_SECOND)];
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        if (finished) {
            return null;
        }
        if (sentenceOffset == sentence.length) {
            if (!sentences.hasNext()) {
                return finish();
            }
            synthesize(sentences.next(), synthesizer);
        }
        int count = Math.min(sourceHz / STEPS_PER_SECOND, sentence.length - sentenceOffset);
        int produced = resampler.resample(sentence, sentenceOffset, count, resampled);
        sentenceOffset += count;
        return new BodyChunk(encoder.encode(resampled, produced), secondsAt(sentenceOffset));
    }

    private void synthesize(Sentence next, FreeTtsSynthesizer synthesizer) {
        SynthesizedSentence result =
                next == Sentence.EMPTY ? silence() : synthesizer.synthesize(next.text(), voice, speed);
        precedingSamples += sentence.length;
        sentence = result.samples();
        sentenceOffset = 0;
        listener.onSentence(next, result.tokens(), secondsAt(0), secondsAt(sentence.length));
    }

    private SynthesizedSentence silence() {
        return new SynthesizedSentence(new short[sourceHz * SILENCE_MILLIS / 1000], List.of());
    }

    /** The resampler neither delays nor shortens, so this is also the time in what is sent. */
    private double secondsAt(int sample) {
        return (precedingSamples + sample) / (double) sourceHz;
    }

    private BodyChunk finish() {
        finished = true;
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        last.writeBytes(encoder.encode(resampled, resampler.finish(resampled)));
        last.writeBytes(encoder.finish());
        return new BodyChunk(last.toByteArray(), secondsAt(sentenceOffset));
    }
}
