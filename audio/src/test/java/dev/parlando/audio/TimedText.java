package dev.parlando.audio;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Is an invented text of which it is known to the sample when each character sounds. */
public final class TimedText {
    private final int rateHz;
    private final List<String> characters = new ArrayList<>();
    /** Where each character ends, in audio frames. */
    private final List<Integer> ends = new ArrayList<>();

    public TimedText(int rateHz) {
        this.rateHz = rateHz;
    }

    /** Adds a character that sounds for so long. */
    public TimedText character(String character, int audioFrames) {
        characters.add(character);
        ends.add(audioFrames() + audioFrames);
        return this;
    }

    /** Adds a word, of which each character sounds for so long, and a blank that does, too. */
    public TimedText word(String word, double millisPerCharacter) {
        for (char character : (word + " ").toCharArray()) {
            character(String.valueOf(character), (int) (millisPerCharacter * rateHz / 1000));
        }
        return this;
    }

    /** Makes words of one to nine letters up that take 15 to 90 ms each. */
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

    /** Returns how long it is. */
    public int audioFrames() {
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    public String text() {
        return String.join("", characters);
    }

    /** Returns where each word begins, in audio frames. */
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

    /** Returns the text as far as it has sounded after so much of it. */
    public String heardAfter(long audioFrames) {
        int count = 0;
        while (count < size() && ends.get(count) <= audioFrames) {
            count++;
        }
        return String.join("", characters.subList(0, count));
    }

    /** Returns the timing of some of the characters, as the service says it. */
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
