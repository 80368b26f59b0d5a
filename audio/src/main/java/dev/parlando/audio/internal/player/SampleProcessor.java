package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.audio.resample.FormatConverter;
import org.jspecify.annotations.Nullable;

/**
 * Makes what was decoded fit for the sink: leaves out silence at the start, sets the loudness, changes the format.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per block.
 */
final class SampleProcessor {
    private final PcmFormat sourceFormat;
    private final FilterCache filterCache;
    private final int leadInAudioFrames;
    private final LeadingSilenceTrimmer leadingSilence;
    private final GainRamp gainRamp;
    private final short[] trimBuffer;
    private FormatConverter converter;
    private short[] outputBuffer;

    SampleProcessor(PcmFormat source, PcmFormat target, ShapingSettings settings, int leadInAudioFrames) {
        this.sourceFormat = source;
        this.filterCache = settings.filterCache();
        this.leadInAudioFrames = leadInAudioFrames;
        leadingSilence = new LeadingSilenceTrimmer(source, leadInAudioFrames, settings.trimSilence());
        gainRamp = new GainRamp(source);
        converter = new FormatConverter(source, target, filterCache);
        trimBuffer = new short[AudioDecoder.MAX_BLOCK_SAMPLES + LeadingSilenceTrimmer.extraSamples(source)];
        outputBuffer = new short[converter.maxOutputSamples(trimBuffer.length)];
    }

    /** Changes the loudness from the next block on. */
    void applyGainChange(Utterance.@Nullable GainChange change) {
        if (change != null) {
            gainRamp.fadeTo(change.gain(), sourceFormat.audioFrames(change.duration()));
        }
    }

    /** Adds a block to what is ready for the sink. */
    void process(short[] decoded, int samples, SampleDeque target) {
        int kept = leadingSilence.process(decoded, samples, trimBuffer);
        gainRamp.apply(trimBuffer, 0, kept);
        target.addLast(outputBuffer, converter.convert(trimBuffer, kept, outputBuffer));
    }

    /** Adds what the converter still holds when the stream is over. */
    void finish(SampleDeque target) {
        target.addLast(outputBuffer, converter.finish(outputBuffer));
    }

    /** Goes on in another format; what the converter still holds, a few milliseconds at most, is lost. */
    void setTargetFormat(PcmFormat target) {
        converter = new FormatConverter(sourceFormat, target, filterCache);
        outputBuffer = new short[converter.maxOutputSamples(trimBuffer.length)];
    }

    /** Returns how much of what comes in may be an encoder's own. */
    double leadInMillis() {
        return sourceFormat.millis(leadInAudioFrames);
    }

    double trimmedMillis() {
        return sourceFormat.millis(leadingSilence.trimmedAudioFrames());
    }

    /** Returns how many audio frames of the source make up that many of the sink. */
    long sourceAudioFrames(long sinkAudioFrames) {
        return converter.sourceAudioFrames(sinkAudioFrames);
    }
}
