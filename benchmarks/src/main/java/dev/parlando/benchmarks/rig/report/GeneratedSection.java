package dev.parlando.benchmarks.rig.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The generated section of a page, between two markers. The rest of the page is preserved. Stateless. */
public final class GeneratedSection {
    static final String BEGIN = "<!-- generated: begin -->";
    static final String END = "<!-- generated: end -->";

    private GeneratedSection() {}

    /** Replaces the section of a page. */
    public static void replace(Path page, String content) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), content));
    }

    static String replaced(String page, String content) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page lacks its marks " + BEGIN + " and " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + content + page.substring(end);
    }
}
