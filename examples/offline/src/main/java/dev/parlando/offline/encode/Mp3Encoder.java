package dev.parlando.offline.encode;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.sound.sampled.AudioFormat;

/**
 * An MP3 encoder with the service's layout: an ID3v2.4 tag, then frames at a constant bit rate, without an Info frame.
 *
 * <p>Threading: confined to one thread at a time. Cost: LAME allocates several megabytes for each second of audio.
 */
final class Mp3Encoder implements AudioEncoder {
    private static final String SOFTWARE = "Parlando offline voice";
    private static final int QUALITY = 7;
    private static final int LOWEST_MPEG1_HZ = 32_000;
    private static final int HEADER_BYTES = 4;

    private final LameEncoder lame;
    private final byte[] pcm;
    private final byte[] frames;
    private boolean started;

    Mp3Encoder(int sampleRateHz, int bitrateKbps) {
        AudioFormat source = new AudioFormat(sampleRateHz, 16, 1, true, false);
        lame = new LameEncoder(source, target(sampleRateHz, bitrateKbps));
        pcm = new byte[lame.getPCMBufferSize()];
        frames = new byte[lame.getMP3BufferSize()];
    }

    /** Specifies the target sample rate, because LAME would otherwise select a lower one for a low bit rate. */
    private static AudioFormat target(int sampleRateHz, int bitrateKbps) {
        Map<String, Object> properties = Map.of(
                LameEncoder.P_BITRATE,
                bitrateKbps,
                LameEncoder.P_QUALITY,
                QUALITY,
                LameEncoder.P_CHMODE,
                "mono",
                LameEncoder.P_VBR,
                false);
        AudioFormat.Encoding version = sampleRateHz >= LOWEST_MPEG1_HZ ? LameEncoder.MPEG1L3 : LameEncoder.MPEG2L3;
        return new AudioFormat(version, sampleRateHz, -1, 1, -1, -1, false, properties);
    }

    @Override
    public byte[] encode(short[] samples, int count) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        int most = pcm.length / 2;
        for (int from = 0; from < count; from += most) {
            int length = Math.min(most, count - from);
            ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples, from, length);
            append(lame.encodeBuffer(pcm, 0, 2 * length, frames), encoded);
        }
        return encoded.toByteArray();
    }

    @Override
    public byte[] finish() {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        append(lame.encodeFinish(frames), encoded);
        lame.close();
        return encoded.toByteArray();
    }

    private void append(int length, ByteArrayOutputStream encoded) {
        if (length == 0) {
            return;
        }
        int from = 0;
        if (!started) {
            started = true;
            encoded.writeBytes(id3Tag());
            from = emptyFrameBytes(length);
        }
        encoded.write(frames, from, length - from);
    }

    /**
     * Returns the length of the empty leading frame, or 0 if there is none. LAME reserves it for an Info frame, which
     * is filled in when a file is complete and is useless in a stream.
     */
    private int emptyFrameBytes(int length) {
        int end = HEADER_BYTES;
        while (end < length && frames[end] == 0) {
            end++;
        }
        boolean reserved = end > HEADER_BYTES + 32 && (end == length || (frames[end] & 0xff) == 0xff);
        return reserved ? end : 0;
    }

    /**
     * Returns a tag with one TSSE frame ("software used for encoding"). Source: ID3v2.4.0 structure and native frames.
     */
    private static byte[] id3Tag() {
        byte[] software = SOFTWARE.getBytes(StandardCharsets.ISO_8859_1);
        int contentBytes = software.length + 2;
        ByteBuffer tag = ByteBuffer.allocate(20 + contentBytes);
        tag.put("ID3".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 4).putShort((short) 0);
        // The standard requires syncsafe sizes; sizes below 128 have the same encoding in both forms.
        tag.putInt(10 + contentBytes);
        tag.put("TSSE".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(contentBytes)
                .putShort((short) 0);
        tag.put((byte) 3).put(software);
        return Arrays.copyOf(tag.array(), tag.capacity());
    }
}
