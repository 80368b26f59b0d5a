package dev.parlando.offline.voices;

/**
 * A voice of the offline server: a recording and its tuning.
 *
 * @param id the id used in requests, in the service's format of 20 letters and digits
 * @param name display name
 * @param description one sentence about the sound
 * @param recording the diphone database
 * @param pitchHz the mean pitch
 * @param pitchRangeHz the range of the pitch
 * @param pace speaking rate; 1 is the pace of the recording
 * @param createdAtUnix creation time in seconds since the epoch, for sorting
 * @param traits further attributes for the voice list
 */
public record OfflineVoice(
        String id,
        String name,
        String description,
        Recording recording,
        float pitchHz,
        float pitchRangeHz,
        float pace,
        long createdAtUnix,
        VoiceTraits traits) {
    /** A FreeTTS diphone database. The constants have the order of the FreeTTS voice directory. */
    public enum Recording {
        /** 8 kHz, the telephone band. */
        KEVIN_8_KHZ(8_000),
        /** 16 kHz. */
        KEVIN_16_KHZ(16_000);

        private final int sampleRateHz;

        Recording(int sampleRateHz) {
            this.sampleRateHz = sampleRateHz;
        }

        public int sampleRateHz() {
            return sampleRateHz;
        }
    }
}
