package dev.parlando.audio.telephony.asterisk;

/** The kinds of AudioSocket messages, as in Asterisk's {@code res_audiosocket.h}. Stateless. */
final class AudioSocketKind {
    static final int HANG_UP = 0x00;
    static final int UUID = 0x01;
    static final int DIGIT = 0x03;
    static final int FIRST_AUDIO = 0x10;
    static final int ERROR = 0xFF;

    /** The sample rates of the audio kinds, from {@link #FIRST_AUDIO} on. */
    private static final int[] RATES_HZ = {8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000};

    private AudioSocketKind() {}

    static boolean isAudio(int kind) {
        return kind >= FIRST_AUDIO && kind < FIRST_AUDIO + RATES_HZ.length;
    }

    /** Returns the sample rate of a kind of audio. */
    static int sampleRateHz(int audioKind) {
        return RATES_HZ[audioKind - FIRST_AUDIO];
    }

    /** Returns the kind of audio with a sample rate, or -1 if there is none. */
    static int ofSampleRate(int sampleRateHz) {
        for (int i = 0; i < RATES_HZ.length; i++) {
            if (RATES_HZ[i] == sampleRateHz) {
                return FIRST_AUDIO + i;
            }
        }
        return -1;
    }
}
