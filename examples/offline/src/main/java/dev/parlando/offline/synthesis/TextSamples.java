package dev.parlando.offline.synthesis;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.audio.resample.Resampler;
import dev.parlando.offline.synthesis.SynthesisBodySource.Listener;
import dev.parlando.offline.voices.OfflineVoice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The samples of one text at the rate of the format. It synthesises one sentence at a time and resamples it in steps of
 * a tenth of a second.
 *
 * <p>It holds at most one sentence of samples. Threading: confined to one thread at a time.
 */
public final class TextSamples {
    private static final int STEPS_PER_SECOND = 10;
    private static final int SILENCE_MILLIS = 200;

    private final Iterator<Sentence> sentences;
    private final OfflineVoice voice;
    private final double speed;
    private final Resampler resampler;
    private final short[] resampled;
    private final int sourceHz;
    private final Listener listener;
    private short[] sentence = {};
    private int sentenceOffset;
    private int count;
    private boolean finished;
    /** The number of samples in all sentences before this one. */
    private long precedingSamples;

    /**
     * Creates the samples of a text.
     *
     * @param sentences the sentences of the text, as returned by {@link SpeakableText}; an empty list becomes a short
     *     silence
     * @param voice the voice to use
     * @param speed speed factor; 1 is the voice's own pace
     * @param filter resampling filter from the rate of the voice's recording to that of the format
     * @param listener listener for the synthesised sentences, with times relative to this text
     */
    public TextSamples(
            List<Sentence> sentences, OfflineVoice voice, double speed, PolyphaseFilter filter, Listener listener) {
        this.sentences = (sentences.isEmpty() ? List.of(Sentence.EMPTY) : sentences).iterator();
        this.listener = listener;
        this.voice = voice;
        this.speed = speed;
        sourceHz = filter.inHz();
        resampler = new Resampler(filter);
        resampled = new short[resampler.maxOutput(sourceHz / STEPS_PER_SECOND)];
    }

    /** Runs one step, after which {@link #samples()} are the next ones. The last step ends the text. */
    public void next(FreeTtsSynthesizer synthesizer) {
        if (sentenceOffset == sentence.length) {
            if (!sentences.hasNext()) {
                finished = true;
                count = resampler.finish(resampled);
                return;
            }
            synthesize(sentences.next(), synthesizer);
        }
        int read = Math.min(sourceHz / STEPS_PER_SECOND, sentence.length - sentenceOffset);
        count = resampler.resample(sentence, sentenceOffset, read, resampled);
        sentenceOffset += read;
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
     * Returns the time of a sample in the text. The resampler adds no delay and keeps the length, so input time equals
     * output time.
     */
    private double secondsAt(int sample) {
        return (precedingSamples + sample) / (double) sourceHz;
    }

    /** Returns whether the last step has run. */
    public boolean isFinished() {
        return finished;
    }

    /** Returns a copy of the samples of the last step. */
    public short[] samples() {
        return Arrays.copyOf(resampled, count);
    }

    /** Returns the time at the end of the last step, in seconds from the start of the text. */
    public double endSeconds() {
        return secondsAt(sentenceOffset);
    }
}
