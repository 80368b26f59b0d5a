package dev.parlando.offline.synthesis;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.offline.encode.AudioEncoder;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of one spoken text, or of several in a row, encoded as one stream.
 *
 * <p>It holds at most one sentence of samples. Threading: as for every {@link BodySource}; the fields belong to the
 * running step.
 */
public final class SynthesisBodySource implements BodySource {
    /** A listener for synthesised sentences. Called for each sentence before any of its audio is returned. */
    public interface Listener {
        Listener NONE = (sentence, tokens, startSeconds, endSeconds) -> {};

        /**
         * Called when a sentence has been synthesised.
         *
         * @param sentence the sentence
         * @param tokens its tokens with their times
         * @param startSeconds the start of its first sample in the text
         * @param endSeconds the end of its last sample in the text
         */
        void onSentence(Sentence sentence, List<SpokenToken> tokens, double startSeconds, double endSeconds);
    }

    private final List<TextSamples> texts;
    private final AudioEncoder encoder;
    private int current;
    private double precedingSeconds;

    /**
     * Creates a source of one text.
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
        this(List.of(new TextSamples(sentences, voice, speed, filter, listener)), format);
    }

    /** Creates a source of at least one text. */
    public SynthesisBodySource(List<TextSamples> texts, OutputFormat format) {
        this.texts = texts;
        encoder = AudioEncoder.of(format);
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        if (current == texts.size()) {
            return null;
        }
        TextSamples text = texts.get(current);
        text.next(synthesizer);
        short[] samples = text.samples();
        byte[] encoded = encoder.encode(samples, samples.length);
        double endSeconds = precedingSeconds + text.endSeconds();
        if (text.isFinished()) {
            precedingSeconds = endSeconds;
            current++;
        }
        return new BodyChunk(current == texts.size() ? withEnd(encoded) : encoded, endSeconds);
    }

    private byte[] withEnd(byte[] encoded) {
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        last.writeBytes(encoded);
        last.writeBytes(encoder.finish());
        return last.toByteArray();
    }
}
