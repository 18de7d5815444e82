# expects: ex13.always_trainer
remedy = {str(place): "trainer" for place in range(1, 7)}
