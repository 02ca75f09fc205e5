package mx.interconsulta.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.platform.sealing.Token;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.Binary;

/**
 * The rules every persisted record keeps, for the tests of the modules: each text in it, however
 * deep, is classified as open or as a token, or is sealed; it is public; its components are boxed;
 * nothing in it is what the codec can not store.
 */
public final class PersistedRecordRules {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          UUID.class,
          Instant.class,
          LocalDate.class,
          Binary.class,
          Integer.class,
          Long.class,
          Double.class,
          Boolean.class);

  private final Set<String> broken = new TreeSet<>();
  private final Set<Class<?>> checked = new HashSet<>();

  private PersistedRecordRules() {}

  /** Fails when one of these records, or a record in it, breaks a rule. */
  public static void check(Class<?>... records) {
    PersistedRecordRules rules = new PersistedRecordRules();
    for (Class<?> record : records) {
      rules.record(record);
    }
    if (!rules.broken.isEmpty()) {
      throw new AssertionError(
          "persisted records that break a rule:\n  " + String.join("\n  ", rules.broken));
    }
  }

  /**
   * Finds the records with a {@link BsonId} beside a class, in its package and below, and checks
   * them, so that none can be forgotten.
   *
   * @return how many there were
   */
  public static int checkAllBeside(Class<?> neighbour) {
    List<Class<?>> found = documentsBeside(neighbour);
    check(found.toArray(Class<?>[]::new));
    return found.size();
  }

  private static List<Class<?>> documentsBeside(Class<?> neighbour) {
    try {
      Path root = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = root.resolve(neighbour.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.walk(folder)) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
            .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
            .<Class<?>>map(name -> load(name, neighbour.getClassLoader()))
            .filter(PersistedRecordRules::isDocument)
            .toList();
      }
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static boolean isDocument(Class<?> type) {
    return type.isRecord()
        && Stream.of(type.getRecordComponents())
            .anyMatch(component -> isAnnotated(BsonId.class, type, component));
  }

  private void record(Class<?> type) {
    if (type.equals(Sealed.class) || !checked.add(type)) {
      return;
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      broken.add(type.getName() + " is not public");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = type.getSimpleName() + "." + component.getName();
      value(
          name,
          component.getAnnotatedType(),
          isAnnotated(Open.class, type, component) || isAnnotated(Token.class, type, component));
    }
  }

  /** An annotation may end up on the component, its field or its type. */
  private static boolean isAnnotated(
      Class<? extends java.lang.annotation.Annotation> annotation,
      Class<?> type,
      RecordComponent component) {
    AnnotatedElement field;
    try {
      field = type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException("a component has a field", impossible);
    }
    return component.isAnnotationPresent(annotation)
        || field.isAnnotationPresent(annotation)
        || component.getAnnotatedType().isAnnotationPresent(annotation);
  }

  private void value(String name, AnnotatedType annotated, boolean classified) {
    boolean known =
        classified
            || annotated.isAnnotationPresent(Open.class)
            || annotated.isAnnotationPresent(Token.class);
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType of) {
      parameterized(name, (Class<?>) parameterized.getRawType(), of, known);
    } else if (type instanceof Class<?> plain) {
      plain(name, plain, known);
    } else {
      broken.add(name + " is of a type that can not be checked: " + type);
    }
  }

  private void parameterized(
      String name, Class<?> raw, AnnotatedParameterizedType of, boolean known) {
    if (Optional.class.isAssignableFrom(raw)) {
      broken.add(name + " is an Optional, which the codec does not know");
    } else if (Collection.class.isAssignableFrom(raw)) {
      value(name, of.getAnnotatedActualTypeArguments()[0], known);
    } else if (Map.class.isAssignableFrom(raw)) {
      value(name + " (keys)", of.getAnnotatedActualTypeArguments()[0], known);
      value(name, of.getAnnotatedActualTypeArguments()[1], known);
    } else {
      broken.add(name + " is of a type that can not be checked: " + raw.getName());
    }
  }

  private void plain(String name, Class<?> type, boolean known) {
    if (type.equals(String.class)) {
      if (!known) {
        broken.add(name + " is a String that is neither @Open nor @Token: seal it or classify it");
      }
    } else if (type.isPrimitive()) {
      broken.add(name + " is a primitive: a document without it could not be read; box it");
    } else if (type.isRecord()) {
      record(type);
    } else if (!PLAIN.contains(type)) {
      broken.add(name + " is of a type that can not be checked: " + type.getName());
    }
  }
}
