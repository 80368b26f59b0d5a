package dev.parlando.offline.voices;

/**
 * Describes one voice that the offline server offers: a recording, and how it is tuned.
 *
 * @param id what a request names, of the shape the service uses: 20 letters and digits
 * @param name what a person reads
 * @param description one sentence about the sound
 * @param recording the recorded sounds it is put together from
 * @param pitchHz the pitch around which it speaks
 * @param pitchRangeHz how far the pitch moves
 * @param pace how fast it speaks, where 1 is the recording's own pace
 * @param createdAtUnix when it was added to the list, in seconds, for sorting
 * @param traits what else the list says about it
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
    /** Names a FreeTTS diphone database, in the order in which its directory lists them. */
    public enum Recording {
        /** 8 kHz: what a telephone carries. */
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
