package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.internal.gain.MasterGain;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.audio.resample.FormatConverter;
import org.jspecify.annotations.Nullable;

/**
 * The processing chain between decoder and sink. It trims leading silence, converts the format and applies the gain. The
 * gain is applied to a copy of the samples when they are written, so that it can change until they are played.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per block.
 */
final class SampleProcessor {
    /**
     * The settings for all utterances of a player.
     *
     * @param trimSilence whether silence at the start is trimmed
     * @param filters the filters for sample-rate conversion, shared by all utterances
     * @param playerGain the gain of the player, which applies to the samples of all utterances in order
     */
    record Settings(boolean trimSilence, FilterPreparation filters, MasterGain playerGain) {}

    private final PcmFormat sourceFormat;
    private final FilterCache filterCache;
    private final int leadInAudioFrames;
    private final LeadingSilenceTrimmer leadingSilence;
    private final short[] trimBuffer;
    private PcmFormat targetFormat;
    private FormatConverter converter;
    private short[] outputBuffer;
    private final MasterGain playerGain;
    private GainRamp gainRamp;
    private short[] gainBuffer = new short[0];
    /** Whether the last gain change takes time only to avoid a click. */
    private boolean clickFreeFade;

    SampleProcessor(PcmFormat source, PcmFormat target, Settings settings, int leadInAudioFrames) {
        this.sourceFormat = source;
        this.targetFormat = target;
        this.filterCache = settings.filters().cache();
        this.playerGain = settings.playerGain();
        this.leadInAudioFrames = leadInAudioFrames;
        leadingSilence = new LeadingSilenceTrimmer(source, leadInAudioFrames, settings.trimSilence());
        gainRamp = new GainRamp(target);
        converter = new FormatConverter(source, target, filterCache);
        trimBuffer = new short[AudioDecoder.MAX_BLOCK_SAMPLES + LeadingSilenceTrimmer.extraSamples(source)];
        outputBuffer = new short[converter.maxOutputSamples(trimBuffer.length)];
    }

    /** Processes a block and appends the result to the pending samples. */
    void process(short[] decoded, int samples, SampleDeque target) {
        int kept = leadingSilence.process(decoded, samples, trimBuffer);
        target.addLast(outputBuffer, converter.convert(trimBuffer, kept, outputBuffer));
    }

    /**
     * Starts a gain change with the next samples. {@code null} leaves the gain unchanged.
     *
     * @param silent whether the next samples follow silence, after which a fade that only avoids a click is skipped
     */
    void changeGain(@Nullable GainChange change, boolean silent) {
        if (change != null) {
            gainRamp.fadeTo(change.gain(), targetFormat.audioFrames(change.duration()));
            clickFreeFade = change.isClickFreeOnly();
        }
        if (silent && clickFreeFade) {
            gainRamp.skip();
        }
    }

    /**
     * Starts the changes of the player's gain with the next samples.
     *
     * @param silent whether nothing is playing before these samples
     */
    void updatePlayerGain(boolean silent) {
        playerGain.update(targetFormat, silent);
    }

    /** Advances the gains if they leave the next samples unchanged. Returns whether that is the case. */
    boolean passUnchanged(int audioFrames) {
        return playerGain.passUnchanged(gainRamp, audioFrames);
    }

    /**
     * Returns a copy of the samples with the gains of the utterance and the player applied. The copy is overwritten by the
     * next call.
     */
    short[] applyGain(short[] samples, int offset, int count) {
        if (gainBuffer.length < count) {
            gainBuffer = new short[count];
        }
        System.arraycopy(samples, offset, gainBuffer, 0, count);
        playerGain.apply(gainRamp, gainBuffer, 0, count);
        return gainBuffer;
    }

    /** Reverts the gains by audio frames that will be written again. */
    void rewindGain(int audioFrames) {
        playerGain.rewind(audioFrames);
        gainRamp.rewind(audioFrames);
    }

    /** Appends the samples that the converter still holds at the end of the stream. */
    void finish(SampleDeque target) {
        target.addLast(outputBuffer, converter.finish(outputBuffer));
    }

    /** Changes the target format. Samples that the converter still holds, a few milliseconds at most, are lost. */
    void setTargetFormat(PcmFormat target) {
        gainRamp = gainRamp.convert(targetFormat, target);
        targetFormat = target;
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
