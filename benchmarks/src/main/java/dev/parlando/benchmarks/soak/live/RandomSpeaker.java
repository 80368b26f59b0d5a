package dev.parlando.benchmarks.soak.live;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.speech.LiveText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A user of one player who writes live texts, pauses, interrupts, cancels and fails them at random.
 *
 * <p>Threading: confined to one thread.
 */
final class RandomSpeaker implements Callable<List<SoakedUtterance>> {
    private static final int MAX_UTTERANCES = 8;
    private static final int MAX_PAUSE_MILLIS = 30;

    private final SpeechPlayer player;
    private final Random random;
    private final RandomSpeech speech;

    RandomSpeaker(SpeechPlayer player, Random random) {
        this.player = player;
        this.random = random;
        this.speech = new RandomSpeech(random);
    }

    /** Speaks a few utterances. None is left paused, and each text has ended, failed or been cancelled. */
    @Override
    public List<SoakedUtterance> call() throws InterruptedException {
        List<SoakedUtterance> spoken = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_UTTERANCES);
        for (int i = 0; i < count; i++) {
            spoken.add(speak());
        }
        return spoken;
    }

    private SoakedUtterance speak() throws InterruptedException {
        LiveText text = speech.newText();
        QueuePosition position = QueuePosition.values()[random.nextInt(QueuePosition.values().length)];
        Playback playback = player.say(text, position);
        String writing = speech.nextWriting();
        int written = 0;
        while (written < writing.length()) {
            int end = Math.min(writing.length(), written + speech.nextTokenCharacters());
            text.append(writing.substring(written, end));
            written = end;
            disturb(text, playback);
        }
        boolean failing = random.nextInt(10) == 0;
        if (failing) {
            text.fail(new IllegalStateException("the model failed"));
        } else {
            end(text, playback);
        }
        return new SoakedUtterance(text, playback, writing, failing);
    }

    private void disturb(LiveText text, Playback playback) throws InterruptedException {
        switch (random.nextInt(40)) {
            case 0 -> text.flush();
            case 1 -> pause(playback);
            case 2 -> pausePlayer();
            case 3 -> sleep();
            case 4 -> {
                if (random.nextInt(8) == 0) {
                    playback.stop();
                }
            }
            default -> {}
        }
    }

    private void pause(Playback playback) throws InterruptedException {
        playback.pause();
        sleep();
        playback.resume();
    }

    private void pausePlayer() throws InterruptedException {
        player.pause();
        sleep();
        player.resume();
    }

    private void sleep() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
    }

    private void end(LiveText text, Playback playback) throws InterruptedException {
        switch (random.nextInt(8)) {
            case 0 -> text.cancel();
            case 1 -> playback.stop();
            case 2 -> player.stop();
            case 3 -> {
                sleep();
                playback.stop();
            }
            default -> {}
        }
        text.end();
    }
}
