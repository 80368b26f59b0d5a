package dev.parlando.benchmarks.endtoend.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.UResourceBundle;
import dev.parlando.text.Segmenter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the lists of the CLDR in the segmenter's resource with those in ICU4J. */
class AbbreviationListTest {
    private static final String BREAK_RULES = "com/ibm/icu/impl/data/icudata/brkitr";
    private static final String RESOURCE = "/dev/parlando/internal/segment/abbreviations.txt";

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "it", "pt", "ru"})
    void equalsListOfIcu(String language) throws IOException {
        Set<String> suppressions = new TreeSet<>();
        UResourceBundle list = UResourceBundle.getBundleInstance(BREAK_RULES, new ULocale(language))
                .get("exceptions")
                .get("SentenceBreak");
        for (int i = 0; i < list.getSize(); i++) {
            suppressions.add(list.getString(i));
        }
        assertThat(entries("[cldr " + language + "]")).isNotEmpty().isEqualTo(suppressions);
    }

    private static Set<String> entries(String heading) throws IOException {
        try (InputStream file = Segmenter.class.getResourceAsStream(RESOURCE)) {
            assertThat(file).isNotNull();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            int start = text.indexOf("\n" + heading + "\n") + heading.length() + 2;
            return Arrays.stream(text.substring(start, text.indexOf("\n[", start))
                            .trim()
                            .split("\\s+"))
                    .map(entry -> entry.replace('_', ' '))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
