package dev.parlando.audio.decode;

import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A test driver that feeds a stream to a decoder, split in different ways, and collects the decoded blocks. */
final class DecodeRun {
    private final AudioDecoder decoder;
    private final short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final List<short[]> blocks = new ArrayList<>();
    private final List<PcmFormat> formats = new ArrayList<>();

    DecodeRun(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    static DecodeRun of(OutputFormat format) {
        return new DecodeRun(AudioDecoders.forFormat(format));
    }

    /** Decodes a whole stream that arrives in one piece. */
    static short[] whole(OutputFormat format, byte[] stream) {
        return of(format).feed(stream).finish().samples();
    }

    /** Feeds one piece until the decoder has consumed it. */
    DecodeRun feed(byte[] piece) {
        return feed(ByteBuffer.wrap(piece));
    }

    DecodeRun feed(ByteBuffer piece) {
        int samples = decoder.decode(piece, pcm);
        while (samples > 0) {
            keep(samples);
            samples = decoder.decode(piece, pcm);
        }
        if (piece.hasRemaining()) {
            throw new AssertionError("0 samples although " + piece.remaining() + " bytes were left");
        }
        return this;
    }

    /** Feeds the stream in pieces of the given lengths, used cyclically. */
    DecodeRun feedInPieces(byte[] stream, List<Integer> lengths) {
        int from = 0;
        for (int i = 0; from < stream.length; i++) {
            int length = Math.min(lengths.get(i % lengths.size()), stream.length - from);
            feed(ByteBuffer.wrap(stream, from, length));
            from += length;
        }
        return this;
    }

    /** Feeds the stream like a slow consumer that reads blocks irregularly and moves unread bytes to a new buffer. */
    DecodeRun feedWithStops(byte[] stream, Random random) {
        ByteBuffer waiting = ByteBuffer.allocate(0);
        int from = 0;
        while (from < stream.length || waiting.hasRemaining()) {
            int arriving = Math.min(random.nextInt(700), stream.length - from);
            ByteBuffer more = ByteBuffer.allocateDirect(waiting.remaining() + arriving);
            waiting = more.put(waiting).put(stream, from, arriving).flip();
            from += arriving;
            for (int taken = random.nextInt(3); taken > 0; taken--) {
                keep(decoder.decode(waiting, pcm));
            }
        }
        return feed(waiting);
    }

    DecodeRun finish() {
        int samples = decoder.finish(pcm);
        while (samples > 0) {
            keep(samples);
            samples = decoder.finish(pcm);
        }
        return this;
    }

    private void keep(int samples) {
        if (samples > 0) {
            blocks.add(Arrays.copyOf(pcm, samples));
            formats.add(decoder.format());
        }
    }

    List<short[]> blocks() {
        return blocks;
    }

    /** Returns the format of each block. */
    List<PcmFormat> formats() {
        return formats;
    }

    short[] samples() {
        short[] all = new short[blocks.stream().mapToInt(block -> block.length).sum()];
        int at = 0;
        for (short[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return all;
    }
}
