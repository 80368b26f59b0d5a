package dev.parlando.benchmarks.endtoend.live;

import java.util.ArrayList;
import java.util.List;

/** A fixed answer of a language model, divided into tokens of a word or half a word. */
enum ScriptedAnswer {
    /** An answer whose first sentence has twelve words. */
    LONG_START(
            "long first sentence",
            "The weather in the mountains stays dry until the early evening hours. After that, a front comes in from "
                    + "the west with strong wind and some rain. You should be back at the hut by five. Take a warm "
                    + "jacket with you, since the temperature falls by ten degrees. Tomorrow will be sunny again."),
    /** An answer whose first sentence has two words. */
    SHORT_START(
            "short first sentence",
            "Of course. The weather in the mountains stays dry until the early evening hours. After that, a front "
                    + "comes in from the west with strong wind and some rain. You should be back at the hut by five. "
                    + "Take a warm jacket with you, since the temperature falls by ten degrees. Tomorrow will be sunny.");

    /** The length from which a word has two tokens. */
    private static final int LONG_WORD_CHARACTERS = 9;

    private final String title;
    private final String text;

    ScriptedAnswer(String title, String text) {
        this.title = title;
        this.text = text;
    }

    /** Returns the name in the results. */
    String title() {
        return title;
    }

    String text() {
        return text;
    }

    /** Returns the tokens, which begin with the space before their word, as those of language models do. */
    List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (String word : text.split("(?= )", -1)) {
            int middle = word.length() >= LONG_WORD_CHARACTERS ? word.length() / 2 : word.length();
            tokens.add(word.substring(0, middle));
            if (middle < word.length()) {
                tokens.add(word.substring(middle));
            }
        }
        return tokens;
    }
}
