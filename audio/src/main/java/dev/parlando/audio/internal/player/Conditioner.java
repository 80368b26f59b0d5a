package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.resample.FilterTables;
import dev.parlando.audio.resample.FormatConverter;
import org.jspecify.annotations.Nullable;

/**
 * Makes what was decoded fit for the sink: leaves out silence at the start, sets the loudness, changes the format.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per block.
 */
final class Conditioner {
    private final PcmFormat source;
    private final FilterTables tables;
    private final int leadInAudioFrames;
    private final LeadingSilence leadingSilence;
    private final GainRamp gain;
    private final short[] trimmed;
    private FormatConverter converter;
    private short[] converted;

    Conditioner(PcmFormat source, PcmFormat target, Shaping shaping, int leadInAudioFrames) {
        this.source = source;
        this.tables = shaping.tables();
        this.leadInAudioFrames = leadInAudioFrames;
        leadingSilence = new LeadingSilence(source, leadInAudioFrames, shaping.trimSilence());
        gain = new GainRamp(source);
        converter = new FormatConverter(source, target, tables);
        trimmed = new short[AudioDecoder.MAX_BLOCK_SAMPLES + LeadingSilence.extraSamples(source)];
        converted = new short[converter.maxOutputSamples(trimmed.length)];
    }

    /** Changes the loudness from the next block on. */
    void fadeTo(Utterance.@Nullable Loudness loudness) {
        if (loudness != null) {
            gain.fadeTo(loudness.gain(), source.audioFrames(loudness.time()));
        }
    }

    /** Adds a block to what is ready for the sink. */
    void add(short[] decoded, int samples, Pending target) {
        int left = leadingSilence.process(decoded, samples, trimmed);
        gain.apply(trimmed, 0, left);
        target.add(converted, converter.convert(trimmed, left, converted));
    }

    /** Adds what the converter still holds when the stream is over. */
    void finish(Pending target) {
        target.add(converted, converter.finish(converted));
    }

    /** Goes on in another format; what the converter still holds, a few milliseconds at most, is lost. */
    void retarget(PcmFormat target) {
        converter = new FormatConverter(source, target, tables);
        converted = new short[converter.maxOutputSamples(trimmed.length)];
    }

    /** Returns how much of what comes in may be an encoder's own. */
    double leadInMillis() {
        return source.millis(leadInAudioFrames);
    }

    double trimmedMillis() {
        return source.millis(leadingSilence.trimmedAudioFrames());
    }

    /** Returns how many audio frames of the source make up that many of the sink. */
    long sourceAudioFrames(long sinkAudioFrames) {
        return converter.sourceAudioFrames(sinkAudioFrames);
    }
}
