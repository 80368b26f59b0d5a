package dev.parlando.audio.decode;

import dev.parlando.speech.OutputFormat;
import java.util.List;

/** An encoded stream and the samples decoded from it when it arrives in one piece. */
final class EncodedStream {
    private static final int HEAD_BYTES = 9_001;

    /** One stream of every kind, short enough to be decoded often. */
    static final List<EncodedStream> ALL = List.of(
            mp3("mp3_22050_32"),
            mp3("mp3_24000_48"),
            mp3("mp3_44100_32"),
            mp3("mp3_44100_64"),
            mp3("mp3_44100_96"),
            mp3("mp3_44100_128"),
            mp3("mp3_44100_192"),
            EncodedStream.of(OutputFormat.MP3_44100_128, TestVectors.head("mp3_44100_128.info.mp3", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.MP3_24000_48, TestVectors.bytes("gapless_24000_48.mp3"), Mp3Bytes.frames(5)),
            EncodedStream.of(OutputFormat.MP3_44100_96, TestVectors.bytes("stereo_44100_96.mp3")),
            joined(),
            EncodedStream.of(OutputFormat.OPUS_48000_32, TestVectors.head("opus_48000_32.opus", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.OPUS_48000_64, TestVectors.bytes("stereo_120ms.opus")),
            EncodedStream.of(OutputFormat.OPUS_48000_64, OggBytes.chained()),
            EncodedStream.of(OutputFormat.PCM_8000, TestVectors.head("pcm_8000.pcm", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.ULAW_8000, TestVectors.head("ulaw_8000.ulaw", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.ALAW_8000, TestVectors.head("alaw_8000.alaw", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.WAV_44100, TestVectors.head("reference_44100.wav", HEAD_BYTES)),
            wavOfTwoChannels(),
            EncodedStream.of(OutputFormat.MP3_44100_64, TestVectors.bytes("mono_then_stereo.mp3")),
            EncodedStream.of(OutputFormat.MP3_22050_32, TestVectors.bytes("crc_info.mp3")),
            EncodedStream.of(OutputFormat.OPUS_48000_64, TestVectors.head("family1.opus", HEAD_BYTES)),
            EncodedStream.of(OutputFormat.PCM_8000, Mp3Bytes.frames(1), Mp3Bytes.garbage(99)),
            gluedWavs());

    private final OutputFormat format;
    private final byte[] bytes;
    private final short[] samples;

    private EncodedStream(OutputFormat format, byte[] bytes) {
        this.format = format;
        this.bytes = bytes;
        samples = DecodeRun.whole(format, bytes);
    }

    private static EncodedStream of(OutputFormat format, byte[]... parts) {
        return new EncodedStream(format, TestVectors.join(parts));
    }

    private static EncodedStream mp3(String format) {
        return EncodedStream.of(OutputFormat.parse(format), TestVectors.head(format + ".mp3", HEAD_BYTES));
    }

    private static EncodedStream joined() {
        return EncodedStream.of(
                OutputFormat.MP3_24000_48,
                Mp3Bytes.id3v2(77),
                Mp3Bytes.frames(10),
                Mp3Bytes.garbage(333),
                Mp3Bytes.frames(10, 10),
                Mp3Bytes.id3v1(),
                Mp3Bytes.id3v2(500),
                TestVectors.head("mp3_44100_64.mp3", 3000),
                Mp3Bytes.frames(1),
                Mp3Bytes.garbage(3));
    }

    private static EncodedStream wavOfTwoChannels() {
        byte[] file = new WavFileBuilder()
                .chunk("LIST", new byte[31])
                .extensible(1, 2, 24_000, 16)
                .chunk("data", TestVectors.head("pcm_8000.pcm", HEAD_BYTES))
                .chunk("id3 ", new byte[50])
                .bytes();
        return EncodedStream.of(OutputFormat.WAV_24000, file);
    }

    private static EncodedStream gluedWavs() {
        byte[] ulaw = new WavFileBuilder()
                .format(7, 1, 8000, 8)
                .chunk("data", TestVectors.head("ulaw_8000.ulaw", 3001))
                .bytes();
        byte[] empty = new WavFileBuilder()
                .format(1, 1, 24_000, 16)
                .chunk("data", new byte[0])
                .chunk("LIST", new byte[31])
                .bytes();
        return EncodedStream.of(
                OutputFormat.WAV_24000,
                wavOfTwoChannels().bytes(),
                ulaw,
                empty,
                TestVectors.head("reference_44100.wav", 3000));
    }

    OutputFormat format() {
        return format;
    }

    byte[] bytes() {
        return bytes;
    }

    short[] samples() {
        return samples;
    }

    @Override
    public String toString() {
        return format + " (" + bytes.length + " bytes)";
    }
}
