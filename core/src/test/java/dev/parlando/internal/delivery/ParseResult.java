package dev.parlando.internal.delivery;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of reading one response.
 *
 * @param audio the audio bytes, in hexadecimal
 * @param timings the timings, each as text
 * @param error the error message, or "" if there was no error
 * @param whole whether the response ended between two objects
 */
record ParseResult(String audio, List<String> timings, String error, boolean whole) {
    /** Reads a response in pieces that end at the given offsets and at the end of the response. */
    static ParseResult of(byte[] answer, int... ends) {
        TimestampedAudioParser reader = new TimestampedAudioParser();
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        List<String> timings = new ArrayList<>();
        int from = 0;
        try {
            for (int end : ends) {
                read(reader, Arrays.copyOfRange(answer, from, end), audio, timings);
                from = end;
            }
            read(reader, Arrays.copyOfRange(answer, from, answer.length), audio, timings);
        } catch (UnexpectedResponseException error) {
            String told = error.getMessage() + " after " + error.bytesDelivered();
            return new ParseResult(hex(audio.toByteArray()), timings, told, false);
        }
        return new ParseResult(hex(audio.toByteArray()), timings, "", reader.isBetweenObjects());
    }

    private static void read(
            TimestampedAudioParser reader, byte[] piece, ByteArrayOutputStream audio, List<String> timings) {
        int at = 0;
        while (at < piece.length) {
            int next = reader.parse(piece, at, piece.length);
            if (next < at || (next == at && reader.audioStart() == reader.audioEnd())) {
                throw new AssertionError("nothing was read at " + at);
            }
            if (reader.audioEnd() > next + 1) {
                throw new AssertionError("audio was written over what is yet to be read");
            }
            at = next;
            audio.write(piece, reader.audioStart(), reader.audioEnd() - reader.audioStart());
            SpeechTiming timing = reader.timing();
            if (timing != null) {
                timings.add(describe(timing.alignment()) + "/" + describe(timing.normalizedAlignment()));
            }
        }
    }

    private static String describe(@Nullable Alignment alignment) {
        if (alignment == null) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < alignment.size(); i++) {
            text.append(alignment.character(i))
                    .append(alignment.startMillis(i))
                    .append('-')
                    .append(alignment.endMillis(i))
                    .append(' ');
        }
        return text.toString();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
