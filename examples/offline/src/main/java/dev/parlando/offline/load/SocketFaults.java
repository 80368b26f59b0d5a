package dev.parlando.offline.load;

import dev.parlando.error.InvalidRequestException;

/**
 * The faults that the sockets of the offline server inject. Immutable.
 *
 * @param refuseUpgrade HTTP status with which every upgrade is refused, 400 to 599; 0 for none
 * @param lateFinalMillis delay of the final message of each context
 * @param killAfterAudioMessages number of audio messages after which a connection is cut without a close frame; 0 for
 *     never
 * @param closeCode close code with which such a connection is closed instead of being cut; 0 for a cut
 * @param closeBeforeFinal whether a connection closes with 1000 in place of its first final message
 * @param overlappingAlignment whether the alignment of the text as sent starts again at its first character in the
 *     second audio message of a generation, as Flash v2.5 does
 * @param mixedKeys whether every second message spells its keys with underscores on a TTS socket
 * @param flushDone whether a message of type {@code flush_done} follows each final message
 */
public record SocketFaults(
        int refuseUpgrade,
        int lateFinalMillis,
        int killAfterAudioMessages,
        int closeCode,
        boolean closeBeforeFinal,
        boolean overlappingAlignment,
        boolean mixedKeys,
        boolean flushDone) {
    /** No faults. */
    public static final SocketFaults NONE = new SocketFaults(0, 0, 0, 0, false, false, false, false);

    private static final int MIN_STATUS = 400;
    private static final int MAX_STATUS = 599;

    /**
     * Checks the numbers.
     *
     * @throws InvalidRequestException if a number is negative, or the status is not one of an error
     */
    public SocketFaults {
        if (refuseUpgrade != 0 && (refuseUpgrade < MIN_STATUS || refuseUpgrade > MAX_STATUS)) {
            throw new InvalidRequestException(
                    "refuse_upgrade", refuseUpgrade + " is neither 0 nor in " + MIN_STATUS + " to " + MAX_STATUS);
        }
        requireNotNegative(lateFinalMillis, "late_final_millis");
        requireNotNegative(killAfterAudioMessages, "kill_after_audio_messages");
        if (closeCode != 0 && !isCloseCode(closeCode)) {
            throw new InvalidRequestException(
                    "close_code", closeCode + " is not in 1000 to 1003, 1007 to 1014 or 3000 to 4999");
        }
    }

    /** Returns whether a close frame may have the code (RFC 6455, section 7.4). */
    private static boolean isCloseCode(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    private static void requireNotNegative(int value, String name) {
        if (value < 0) {
            throw new InvalidRequestException(name, value + " is less than 0");
        }
    }

    /** Returns a copy that refuses every upgrade with an HTTP status; 0 for none. */
    public SocketFaults withRefuseUpgrade(int status) {
        return new SocketFaults(
                status,
                lateFinalMillis,
                killAfterAudioMessages,
                closeCode,
                closeBeforeFinal,
                overlappingAlignment,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy with another delay of final messages. */
    public SocketFaults withLateFinalMillis(int millis) {
        return new SocketFaults(
                refuseUpgrade,
                millis,
                killAfterAudioMessages,
                closeCode,
                closeBeforeFinal,
                overlappingAlignment,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy that cuts a connection after {@code count} audio messages; 0 for never. */
    public SocketFaults withKillAfterAudioMessages(int count) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                count,
                closeCode,
                closeBeforeFinal,
                overlappingAlignment,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy that closes such a connection with a code; 0 to cut it. */
    public SocketFaults withCloseCode(int code) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                killAfterAudioMessages,
                code,
                closeBeforeFinal,
                overlappingAlignment,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy that closes a connection in place of its first final message, or does not. */
    public SocketFaults withCloseBeforeFinal(boolean value) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                killAfterAudioMessages,
                closeCode,
                value,
                overlappingAlignment,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy with or without overlapping passes of alignment. */
    public SocketFaults withOverlappingAlignment(boolean value) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                killAfterAudioMessages,
                closeCode,
                closeBeforeFinal,
                value,
                mixedKeys,
                flushDone);
    }

    /** Returns a copy with or without both spellings of keys. */
    public SocketFaults withMixedKeys(boolean value) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                killAfterAudioMessages,
                closeCode,
                closeBeforeFinal,
                overlappingAlignment,
                value,
                flushDone);
    }

    /** Returns a copy with or without messages of type {@code flush_done}. */
    public SocketFaults withFlushDone(boolean value) {
        return new SocketFaults(
                refuseUpgrade,
                lateFinalMillis,
                killAfterAudioMessages,
                closeCode,
                closeBeforeFinal,
                overlappingAlignment,
                mixedKeys,
                value);
    }
}
