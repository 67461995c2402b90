select add_definition_columns('survey');
