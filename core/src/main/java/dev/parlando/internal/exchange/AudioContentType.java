package dev.parlando.internal.exchange;

import static java.util.Map.entry;

import dev.parlando.speech.AudioCodec;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recognition of audio in another format than the requested one. Stateless.
 *
 * <p>Only raw samples are checked. They have no header, so a decoder would play any other content as noise. The decoders
 * of the other formats check the content themselves. A content type that this table does not list is accepted, and so
 * is one that names no codec, such as {@code application/octet-stream}.
 *
 * <p>Source: content types that the ElevenLabs API was observed to send in 2026 ({@code audio/pcm}, {@code audio/ulaw},
 * {@code audio/alaw}), their registered names (RFC 2586, RFC 3551, RFC 4856), and common aliases. {@code audio/basic}
 * is µ-law by its definition, but servers use it for all of G.711.
 */
public final class AudioContentType {
    /** Number of bytes at the start of a body that identify a file. */
    public static final int SIGNATURE_BYTES = 4;

    private static final Set<AudioCodec> RAW = Set.of(AudioCodec.PCM, AudioCodec.ULAW, AudioCodec.ALAW);
    private static final Set<AudioCodec> PCM = Set.of(AudioCodec.PCM);
    private static final Set<AudioCodec> ULAW = Set.of(AudioCodec.ULAW);
    private static final Set<AudioCodec> ALAW = Set.of(AudioCodec.ALAW);
    private static final Set<AudioCodec> G711 = Set.of(AudioCodec.ULAW, AudioCodec.ALAW);

    /** The raw codecs for which a content type is used. */
    private static final Map<String, Set<AudioCodec>> RAW_TYPES = Map.ofEntries(
            entry("pcm", PCM),
            entry("x-pcm", PCM),
            entry("lpcm", PCM),
            entry("x-lpcm", PCM),
            entry("l16", PCM),
            entry("x-l16", PCM),
            entry("s16le", PCM),
            entry("x-s16le", PCM),
            entry("raw", RAW),
            entry("x-raw", RAW),
            entry("basic", G711),
            entry("x-basic", G711),
            entry("g711", G711),
            entry("ulaw", ULAW),
            entry("x-ulaw", ULAW),
            entry("mulaw", ULAW),
            entry("x-mulaw", ULAW),
            entry("mu-law", ULAW),
            entry("pcmu", ULAW),
            entry("g711-mlaw", ULAW),
            entry("alaw", ALAW),
            entry("x-alaw", ALAW),
            entry("a-law", ALAW),
            entry("pcma", ALAW),
            entry("g711-alaw", ALAW));

    /** Content types of compressed audio and of files with a header. */
    private static final Set<String> FILE_TYPES = Set.of(
            "mpeg",
            "x-mpeg",
            "mp3",
            "x-mp3",
            "mpeg3",
            "x-mpeg-3",
            "mpg",
            "mpegurl",
            "ogg",
            "x-ogg",
            "opus",
            "x-opus",
            "vorbis",
            "webm",
            "wav",
            "wave",
            "x-wav",
            "x-pn-wav",
            "vnd.wave",
            "flac",
            "x-flac",
            "aac",
            "aacp",
            "x-aac",
            "mp4",
            "m4a",
            "x-m4a",
            "aiff",
            "x-aiff",
            "x-caf",
            "amr",
            "3gpp");

    private static final Map<Integer, String> SIGNATURES = Map.ofEntries(
            entry(0x52494646, "a WAV file"), // RIFF
            entry(0x4F676753, "an Ogg file"), // OggS
            entry(0x664C6143, "a FLAC file"), // fLaC
            entry(0x49443302, "an MP3 file"), // ID3, version 2.2
            entry(0x49443303, "an MP3 file"),
            entry(0x49443304, "an MP3 file"),
            entry(0x7B226465, "JSON"), // {"detail"
            entry(0x7B226572, "JSON"), // {"error"
            entry(0x3C68746D, "HTML"), // <html
            entry(0x3C48544D, "HTML"),
            entry(0x3C21444F, "HTML"), // <!DOCTYPE
            entry(0x3C21646F, "HTML"));

    private AudioContentType() {}

    /** Returns whether a codec has no header, so that any bytes can be played as its samples. */
    public static boolean isRaw(AudioCodec codec) {
        return RAW.contains(codec);
    }

    /**
     * Returns whether a content type names another format than the requested raw samples.
     *
     * @param contentType the header {@code content-type}; null if there is none
     */
    public static boolean contradicts(@Nullable String contentType, AudioCodec requested) {
        if (contentType == null || !isRaw(requested)) {
            return false;
        }
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (!type.startsWith("audio/")) {
            return type.equals("application/ogg");
        }
        String subtype = type.substring("audio/".length());
        Set<AudioCodec> codecs = RAW_TYPES.get(subtype);
        return codecs == null ? FILE_TYPES.contains(subtype) : !codecs.contains(requested);
    }

    /**
     * Adds the next bytes of a body to its first four bytes.
     *
     * @param signature the first bytes so far
     * @param count the number of bytes before {@code data}
     */
    public static int addToSignature(int signature, long count, ByteBuf data) {
        int result = signature;
        int end = (int) Math.min(data.readableBytes(), SIGNATURE_BYTES - count);
        for (int i = 0; i < end; i++) {
            result = result << Byte.SIZE | data.getUnsignedByte(data.readerIndex() + i);
        }
        return result;
    }

    /** Returns the content that starts with these four bytes, such as "a WAV file"; null if they may be raw samples. */
    public static @Nullable String contentOf(int signature) {
        return SIGNATURES.get(signature);
    }
}
