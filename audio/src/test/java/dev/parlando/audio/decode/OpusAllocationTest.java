package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parlando.speech.OutputFormat;
import io.github.jaredmdobson.concentus.OpusDecoder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that a stream of Opus, once it runs, makes no garbage but that of Concentus. */
class OpusAllocationTest {
    private static final int PASSES = 30;
    private static final String FILE = "opus_48000_64.opus";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final short[] pcm = new short[5760];

    /** Takes the least of many passes, since a compiler that guessed wrong bills the thread for what it does about it. */
    @Test
    void nothingIsAllocatedBesideWhatConcentusDoes() throws Exception {
        byte[] file = Vectors.bytes(FILE);
        AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.OPUS_48000_64);
        List<byte[]> packets = OggBytes.packets(FILE);
        OpusDecoder concentus = new OpusDecoder(48_000, 1);
        int headBytes = new String(file, StandardCharsets.ISO_8859_1).indexOf("OggS", 100);
        decoder.decode(ByteBuffer.wrap(file, 0, headBytes), pcm);
        ByteBuffer pages = ByteBuffer.wrap(Arrays.copyOfRange(file, headBytes, file.length));

        long ours = Long.MAX_VALUE;
        long theirs = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            ours = Math.min(ours, allocatedBytes(decoder, pages));
            theirs = Math.min(theirs, allocatedBytes(concentus, packets));
        }

        assertThat(theirs).isPositive();
        assertThat(ours).isEqualTo(theirs);
    }

    private long allocatedBytes(AudioDecoder decoder, ByteBuffer pages) {
        pages.clear();
        long before = threads.getCurrentThreadAllocatedBytes();
        int samples = decoder.decode(pages, pcm);
        while (samples > 0) {
            samples = decoder.decode(pages, pcm);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private long allocatedBytes(OpusDecoder concentus, List<byte[]> packets) throws Exception {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            concentus.decode(packet, 0, packet.length, pcm, 0, pcm.length, false);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
