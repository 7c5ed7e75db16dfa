"""What a paper is about: technical terms found without a model, as a spaCy component."""
