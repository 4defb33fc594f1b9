"""sentences → summary.

A small trained network gives each sentence its share of the news (`salience`), and `discourse`
finds how one bears on another, a module for each relation; `weighing` makes its worth of both.
`choosing` takes the best set of sentences within the `budget`; where no sentence of weight fits,
`cutting` takes clauses (`clauses`) that may be parted from the rest (`clause_ties`).
"""
