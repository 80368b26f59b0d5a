package dev.parlando.cache;

import dev.parlando.internal.cache.StoredSpeech;
import dev.parlando.internal.cache.TimedPiece;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.VoiceSegment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a file with speech: the headers that describe the audio, the times of characters, and the audio. Stateless.
 */
final class SpeechBody {
    private SpeechBody() {}

    static byte[] encode(StoredSpeech speech) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(speech.audio().length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        SpeechResponse response = speech.response();
        writeText(out, response == null ? null : response.contentType());
        writeText(out, response == null ? null : response.requestId());
        writeText(out, response == null ? null : response.historyItemId());
        out.writeInt(speech.timings().size());
        for (TimedPiece piece : speech.timings()) {
            out.writeLong(piece.position());
            write(out, piece.timing());
        }
        out.write(speech.audio());
        return bytes.toByteArray();
    }

    static StoredSpeech decode(long createdMillis, byte[] data, int offset) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(data, offset, data.length - offset));
        SpeechResponse response = StoredSpeech.cached(readText(in), readText(in), readText(in));
        List<TimedPiece> timings = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            timings.add(new TimedPiece(in.readLong(), readTiming(in)));
        }
        return new StoredSpeech(createdMillis, response, timings, in.readAllBytes());
    }

    private static void write(DataOutputStream out, SpeechTiming timing) throws IOException {
        write(out, timing.alignment());
        write(out, timing.normalizedAlignment());
        out.writeInt(timing.voiceSegments().size());
        for (VoiceSegment segment : timing.voiceSegments()) {
            out.writeUTF(segment.voiceId());
            out.writeInt(segment.lineIndex());
            out.writeDouble(segment.startMillis());
            out.writeDouble(segment.endMillis());
            out.writeInt(segment.startIndex());
            out.writeInt(segment.endIndex());
        }
    }

    private static SpeechTiming readTiming(DataInputStream in) throws IOException {
        Alignment alignment = readAlignment(in);
        Alignment normalized = readAlignment(in);
        List<VoiceSegment> segments = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            segments.add(new VoiceSegment(
                    in.readUTF(), in.readInt(), in.readDouble(), in.readDouble(), in.readInt(), in.readInt()));
        }
        return new SpeechTiming(alignment, normalized, segments);
    }

    private static void write(DataOutputStream out, @Nullable Alignment alignment) throws IOException {
        out.writeInt(alignment == null ? -1 : alignment.size());
        for (int i = 0; alignment != null && i < alignment.size(); i++) {
            out.writeUTF(alignment.character(i));
            out.writeDouble(alignment.startMillis(i) / 1000);
            out.writeDouble(alignment.endMillis(i) / 1000);
        }
    }

    private static @Nullable Alignment readAlignment(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0) {
            return null;
        }
        List<String> characters = new ArrayList<>();
        double[] starts = new double[size];
        double[] ends = new double[size];
        for (int i = 0; i < size; i++) {
            characters.add(in.readUTF());
            starts[i] = in.readDouble();
            ends[i] = in.readDouble();
        }
        return new Alignment(characters, starts, ends);
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
