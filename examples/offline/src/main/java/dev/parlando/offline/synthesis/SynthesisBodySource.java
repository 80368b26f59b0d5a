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
 * A source of spoken text. It synthesises one sentence at a time, then resamples and encodes it in steps of a tenth of
 * a second.
 *
 * <p>It holds at most one sentence of samples. Threading: as for every {@link BodySource}; the fields belong to the
 * running step.
 */
public final class SynthesisBodySource implements BodySource {
    private static final int STEPS_PER_SECOND = 10;
    private static final int SILENCE_MILLIS = 200;

    /** A listener for synthesised sentences. Called for each sentence before any of its audio is returned. */
    public interface Listener {
        Listener NONE = (sentence, tokens, startSeconds, endSeconds) -> {};

        /**
         * Called when a sentence has been synthesised.
         *
         * @param sentence the sentence
         * @param tokens its tokens with their times
         * @param startSeconds the start of its first sample in the audio
         * @param endSeconds the end of its last sample in the audio
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
    /** The number of samples in all sentences before this one. */
    private long precedingSamples;

    private boolean finished;

    /**
     * Creates a source.
     *
     * @param sentences the sentences of the text, as returned by {@link SpeakableText}; an empty list becomes a short
     *     silence
     * @param voice the voice to use
     * @param speed speed factor; 1 is the voice's own pace
     * @param filter resampling filter from the rate of the voice's recording to that of the format
     * @param format the audio format
     * @param listener listener for the synthesised sentences
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

    /**
     * Returns the time of a sample in the response. The resampler adds no delay and keeps the length, so input time
     * equals output time.
     */
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
