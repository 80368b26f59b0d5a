package dev.parlando.openhab;

import dev.parlando.speech.SpeechInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import org.openhab.core.audio.AudioFormat;
import org.openhab.core.audio.AudioStream;

/** The encoded audio of one request. Closing it cancels the request. Threading: as for {@link SpeechInputStream}. */
final class SpokenAudioStream extends AudioStream {
    private final AudioFormat format;
    private final PushbackInputStream audio;

    /** Waits for the first byte of audio. */
    SpokenAudioStream(AudioFormat format, SpeechInputStream speech) throws IOException {
        this.format = format;
        audio = new PushbackInputStream(speech, 1);
        int first = audio.read();
        if (first < 0) {
            throw new EOFException("the service sent no audio");
        }
        audio.unread(first);
    }

    @Override
    public AudioFormat getFormat() {
        return format;
    }

    @Override
    public int read() throws IOException {
        return audio.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return audio.read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
        return audio.available();
    }

    @Override
    public void close() throws IOException {
        audio.close();
    }
}
