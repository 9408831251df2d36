package io.twinhub.local.files;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Explains why a file cannot be used: Java often gives only the file's name, or the name of a class. */
public final class FileWords {
  private static final String NO_REASON = "it cannot be read or written";

  private FileWords() {}

  /** An explanation of {@code failure}, which does not name the file. */
  public static String of(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file of this name already exists";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    return Optional.ofNullable(
            failure instanceof FileSystemException file ? file.getReason() : failure.getMessage())
        .orElse(NO_REASON);
  }
}
