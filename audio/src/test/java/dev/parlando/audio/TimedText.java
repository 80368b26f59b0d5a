package dev.parlando.audio;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A synthetic text with a sample-accurate time for each character. */
public final class TimedText {
    private final int rateHz;
    private final List<String> characters = new ArrayList<>();
    /** The end of each character, in audio frames. */
    private final List<Integer> ends = new ArrayList<>();

    public TimedText(int rateHz) {
        this.rateHz = rateHz;
    }

    /** Adds a character with a duration of {@code audioFrames}. */
    public TimedText character(String character, int audioFrames) {
        characters.add(character);
        ends.add(audioFrames() + audioFrames);
        return this;
    }

    /** Adds a word and a blank, with the same duration for each character. */
    public TimedText word(String word, double millisPerCharacter) {
        for (char character : (word + " ").toCharArray()) {
            character(String.valueOf(character), (int) (millisPerCharacter * rateHz / 1000));
        }
        return this;
    }

    /** Returns a text of random words of one to nine letters, with 15 to 90 ms per letter. */
    public static TimedText random(Random random, int rateHz, int words) {
        TimedText story = new TimedText(rateHz);
        for (int i = 0; i < words; i++) {
            String word = String.valueOf((char) ('a' + i % 26)).repeat(1 + random.nextInt(9));
            story.word(word, 15 + 75 * random.nextDouble());
        }
        return story;
    }

    public int size() {
        return characters.size();
    }

    /** Returns the duration of the text. */
    public int audioFrames() {
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    public String text() {
        return String.join("", characters);
    }

    /** Returns the start of each word, in audio frames. */
    public List<Integer> wordBegins() {
        List<Integer> begins = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (!characters.get(i).isBlank() && (i == 0 || characters.get(i - 1).isBlank())) {
                begins.add(begin(i));
            }
        }
        return begins;
    }

    private int begin(int index) {
        return index == 0 ? 0 : ends.get(index - 1);
    }

    /** Returns the text that was played completely after {@code audioFrames}. */
    public String heardAfter(long audioFrames) {
        int count = 0;
        while (count < size() && ends.get(count) <= audioFrames) {
            count++;
        }
        return String.join("", characters.subList(0, count));
    }

    /** Returns the timing of a range of characters, in the form that the service sends. */
    public SpeechTiming timing(int from, int to) {
        double[] starts = new double[to - from];
        double[] stops = new double[to - from];
        for (int i = from; i < to; i++) {
            starts[i - from] = begin(i) / (double) rateHz;
            stops[i - from] = ends.get(i) / (double) rateHz;
        }
        return new SpeechTiming(new Alignment(characters.subList(from, to), starts, stops), null);
    }

    public SpeechTiming timing() {
        return timing(0, size());
    }
}
