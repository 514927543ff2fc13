package slipway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No expression of the functions' own explodes, whatever text comes from outside: each is let loose on texts that make
 * careless ones go back and forth, and its looks at them are counted. Declared ones are RE2's, and bounded besides.
 */
class HostilePatternsTest {
    private static final int LENGTH = 400;
    /** A few passes for every place at which a search may begin; an expression that explodes needs millions of millions. */
    private static final long MOST_LOOKS = 20L * LENGTH * LENGTH;

    private static final List<String> PIECES = List.of(
            "a", "A", "0", "a0", "a-", "-", ".", "a.", "_", "/", "a/", ":", "@", " ", "a ", "x", "0.", "\\", "é");
    private static final List<String> STARTS =
            List.of("", "a", "arn:aws:iam::111122223333:role/", "1.0.0-", "sha256:", "a/a:a@", "{", "^");

    static Stream<Pattern> patterns() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("slipway").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Pattern.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(field -> constant(field.getOwner(), field.getName()));
    }

    private static Pattern constant(JavaClass owner, String name) {
        try {
            Field field = owner.reflect().getDeclaredField(name);
            field.setAccessible(true);
            return (Pattern) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a constant of " + owner.getName(), e);
        }
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String start : STARTS) {
            for (String piece : PIECES) {
                texts.add(start + piece.repeat(LENGTH / piece.length()) + "\u0000");
            }
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void noExpressionExplodes(Pattern pattern) {
        for (String text : texts()) {
            boolean matches = pattern.matcher(new CountedText(text)).matches();
            boolean found = pattern.matcher(new CountedText(text)).find();
            assertThat(found || !matches).isTrue();
        }
    }

    @Test
    void oneThatExplodesIsNoticed() {
        assertThatThrownBy(() -> noExpressionExplodes(Pattern.compile("(a*)*\\1b")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("looks at aaaa");
    }

    @Test
    void allOfThemAreLookedAt() {
        assertThat(patterns()).hasSizeGreaterThan(25);
    }

    /** A text that lets itself be looked at so often and no more. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private long looks;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new AssertionError("more than " + MOST_LOOKS + " looks at " + text.substring(0, 40));
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
