package dev.parlando.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.AudioCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioContentTypeTest {
    /** The content types that the service was observed to send, and those that name no codec. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "MP3, audio/mpeg",
                "PCM, audio/pcm",
                "ULAW, audio/ulaw",
                "ALAW, audio/alaw",
                "OPUS, audio/opus",
                "OPUS, audio/ogg",
                "WAV, audio/wav",
                "PCM, audio/L16; rate=24000; channels=1",
                "PCM, Audio/X-PCM",
                "PCM, audio/raw",
                "ULAW, audio/raw",
                "ULAW, audio/basic",
                "ALAW, audio/basic",
                "ULAW, audio/x-mulaw",
                "ULAW, audio/PCMU",
                "ALAW, audio/PCMA",
                "PCM, application/octet-stream",
                "PCM, audio/*",
                "PCM, audio/vnd.new-codec",
                "PCM, -",
                "ULAW, ''",
            })
    void acceptsTypesOfTheService(AudioCodec requested, @Nullable String contentType) {
        assertThat(AudioContentType.contradicts(contentType, requested)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PCM, audio/mpeg",
        "PCM, AUDIO/MP3 ; charset=binary",
        "PCM, audio/wav",
        "PCM, audio/x-wav",
        "PCM, audio/vnd.wave",
        "PCM, audio/opus",
        "PCM, application/ogg",
        "PCM, audio/webm;codecs=opus",
        "PCM, audio/ulaw",
        "PCM, audio/basic",
        "ULAW, audio/pcm",
        "ULAW, audio/alaw",
        "ULAW, audio/mpeg",
        "ULAW, audio/wav",
        "ALAW, audio/PCMU",
        "ALAW, audio/flac",
    })
    void rejectsOtherFormatForRawSamples(AudioCodec requested, String contentType) {
        assertThat(AudioContentType.contradicts(contentType, requested)).isTrue();
    }

    /** A decoder of these formats rejects foreign content, and a format of the future may have any content type. */
    @ParameterizedTest
    @CsvSource({"MP3, audio/pcm", "OPUS, audio/mpeg", "WAV, audio/pcm", "OTHER, audio/mpeg"})
    void leavesFormatsWithHeaderToTheirDecoder(AudioCodec requested, String contentType) {
        assertThat(AudioContentType.contradicts(contentType, requested)).isFalse();
    }

    private static @Nullable String contentOf(String start) {
        ByteBuf data = Unpooled.copiedBuffer(start, StandardCharsets.ISO_8859_1);
        return AudioContentType.contentOf(AudioContentType.addToSignature(0, 0, data));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RIFF....WAVE|a WAV file",
                "OggS|an Ogg file",
                "fLaC|a FLAC file",
                "ID3\u0004.|an MP3 file",
                "{\"detail\":1}|JSON",
                "<!DOCTYPE html>|HTML",
            })
    void recognizesFilesByTheirFirstBytes(String start, String content) {
        assertThat(contentOf(start)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIF", "\0\0\0\0", "\u00ff\u00ff\u00ff\u00ff", "\u007f\u007f\u007f\u007f", "RIFX"})
    void acceptsOtherFirstBytesAsSamples(String start) {
        assertThat(contentOf(start)).isNull();
    }

    @Test
    void assemblesFirstBytesFromAnySplit() {
        String start = "RIFF1234";
        for (int at = 0; at <= start.length(); at++) {
            ByteBuf first = Unpooled.copiedBuffer(start.substring(0, at), StandardCharsets.ISO_8859_1);
            ByteBuf second = Unpooled.copiedBuffer(start.substring(at), StandardCharsets.ISO_8859_1);
            int signature = AudioContentType.addToSignature(0, 0, first);
            if (at < AudioContentType.SIGNATURE_BYTES) {
                signature = AudioContentType.addToSignature(signature, at, second);
            }
            assertThat(AudioContentType.contentOf(signature))
                    .as("split at %d", at)
                    .isEqualTo("a WAV file");
        }
    }
}
