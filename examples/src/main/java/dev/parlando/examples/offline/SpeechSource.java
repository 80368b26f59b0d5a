package dev.parlando.examples.offline;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.audio.resample.Resampler;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks a text: sentence by sentence through the synthesiser, and tenth by tenth of a second through resampler and
 * encoder.
 *
 * <p>It holds one sentence of samples at most. Threading: as for every {@link AudioSource}; the fields belong to the
 * step that is running.
 */
final class SpeechSource implements AudioSource {
    private static final int STEPS_PER_SECOND = 10;
    private static final int SILENCE_MILLIS = 200;

    private final Iterator<String> sentences;
    private final OfflineVoice voice;
    private final double speed;
    private final Resampler resampler;
    private final AudioEncoder encoder;
    private final short[] resampled;
    private final int stepSamples;
    private short[] sentence;
    private int spoken;
    private boolean finished;

    /**
     * Prepares to speak.
     *
     * @param sentences what to say, as {@link SpeakableText} cuts it; nothing becomes a short silence
     * @param voice who speaks
     * @param speed 1 for the voice's own pace
     * @param filter from the rate of the voice's recording to that of the format
     * @param format how to encode it
     */
    SpeechSource(
            List<String> sentences, OfflineVoice voice, double speed, PolyphaseFilter filter, OutputFormat format) {
        this.sentences = sentences.iterator();
        this.voice = voice;
        this.speed = speed;
        stepSamples = voice.recording().sampleRateHz() / STEPS_PER_SECOND;
        resampler = new Resampler(filter);
        encoder = AudioEncoder.of(format);
        resampled = new short[resampler.maxOutput(stepSamples)];
        sentence = new short[sentences.isEmpty() ? filter.inHz() * SILENCE_MILLIS / 1000 : 0];
    }

    @Override
    public byte @Nullable [] next(FreeTtsSpeaker speaker) {
        if (finished) {
            return null;
        }
        if (spoken == sentence.length) {
            if (!sentences.hasNext()) {
                return finish();
            }
            sentence = speaker.speak(sentences.next(), voice, speed);
            spoken = 0;
        }
        int count = Math.min(stepSamples, sentence.length - spoken);
        int produced = resampler.resample(sentence, spoken, count, resampled);
        spoken += count;
        return encoder.encode(resampled, produced);
    }

    private byte[] finish() {
        finished = true;
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        last.writeBytes(encoder.encode(resampled, resampler.finish(resampled)));
        last.writeBytes(encoder.finish());
        return last.toByteArray();
    }
}
