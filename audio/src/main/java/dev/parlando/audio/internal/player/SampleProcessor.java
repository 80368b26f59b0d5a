package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.audio.resample.FormatConverter;
import org.jspecify.annotations.Nullable;

/**
 * The processing chain between decoder and sink. It trims leading silence, applies the gain and converts the format.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per block.
 */
final class SampleProcessor {
    /**
     * The settings for all utterances of a player.
     *
     * @param trimSilence whether silence at the start is trimmed
     * @param filterCache the filter tables for sample-rate conversion, shared by all utterances
     */
    record Settings(boolean trimSilence, FilterCache filterCache) {}

    private final PcmFormat sourceFormat;
    private final FilterCache filterCache;
    private final int leadInAudioFrames;
    private final LeadingSilenceTrimmer leadingSilence;
    private final GainRamp gainRamp;
    private final short[] trimBuffer;
    private FormatConverter converter;
    private short[] outputBuffer;

    SampleProcessor(PcmFormat source, PcmFormat target, Settings settings, int leadInAudioFrames) {
        this.sourceFormat = source;
        this.filterCache = settings.filterCache();
        this.leadInAudioFrames = leadInAudioFrames;
        leadingSilence = new LeadingSilenceTrimmer(source, leadInAudioFrames, settings.trimSilence());
        gainRamp = new GainRamp(source);
        converter = new FormatConverter(source, target, filterCache);
        trimBuffer = new short[AudioDecoder.MAX_BLOCK_SAMPLES + LeadingSilenceTrimmer.extraSamples(source)];
        outputBuffer = new short[converter.maxOutputSamples(trimBuffer.length)];
    }

    /** Starts a gain change with the next block. {@code null} leaves the gain unchanged. */
    void applyGainChange(PlaybackCommand.@Nullable GainChange change) {
        if (change != null) {
            gainRamp.fadeTo(change.gain(), sourceFormat.audioFrames(change.duration()));
        }
    }

    /** Processes a block and appends the result to the samples that are ready for the sink. */
    void process(short[] decoded, int samples, SampleDeque target) {
        int kept = leadingSilence.process(decoded, samples, trimBuffer);
        gainRamp.apply(trimBuffer, 0, kept);
        target.addLast(outputBuffer, converter.convert(trimBuffer, kept, outputBuffer));
    }

    /** Appends the samples that the converter still holds at the end of the stream. */
    void finish(SampleDeque target) {
        target.addLast(outputBuffer, converter.finish(outputBuffer));
    }

    /** Changes the target format. Samples that the converter still holds, a few milliseconds at most, are lost. */
    void setTargetFormat(PcmFormat target) {
        converter = new FormatConverter(sourceFormat, target, filterCache);
        outputBuffer = new short[converter.maxOutputSamples(trimBuffer.length)];
    }

    /** Returns the maximum length of the encoder delay at the start of the stream. */
    double leadInMillis() {
        return sourceFormat.millis(leadInAudioFrames);
    }

    double trimmedMillis() {
        return sourceFormat.millis(leadingSilence.trimmedAudioFrames());
    }

    /** Returns the number of source audio frames that correspond to {@code sinkAudioFrames}. */
    long sourceAudioFrames(long sinkAudioFrames) {
        return converter.sourceAudioFrames(sinkAudioFrames);
    }
}
