/**
 * Speech requests, audio formats, and the streams that deliver encoded audio.
 *
 * <p>A {@link dev.parlando.speech.SpeechRequest} holds the text, the voice and the format of one utterance. A
 * {@link dev.parlando.speech.SpeechSource}, usually the engine, sends it and delivers the audio to a
 * {@link dev.parlando.speech.ChunkHandler}. {@link dev.parlando.speech.SpeechInputStream} offers the same audio to
 * blocking code, and {@link dev.parlando.speech.SpeechPublisher} to reactive code.
 */
@NullMarked
package dev.parlando.speech;

import org.jspecify.annotations.NullMarked;
